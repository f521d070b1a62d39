import type { ToolSpec } from '../spec.ts';

export const PACKAGES: readonly ToolSpec[] = [];

import type { ToolSpec } from '../spec.ts';

export const SYSTEM: readonly ToolSpec[] = [];

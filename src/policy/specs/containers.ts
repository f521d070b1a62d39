import type { ToolSpec } from '../spec.ts';

export const CONTAINERS: readonly ToolSpec[] = [];

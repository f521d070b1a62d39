import type { ToolSpec } from '../spec.ts';

export const SERVICES: readonly ToolSpec[] = [];

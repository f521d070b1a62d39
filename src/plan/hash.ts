import { createHash } from 'node:crypto';
import type { Plan } from './plan.ts';

/** JSON with sorted keys: equal values give equal text, whoever wrote them. Undefined members are left out. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
    return `{${members.join(',')}}`;
  }
  return JSON.stringify(value);
}

export function sha256(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The name under which a plan is approved: hex SHA-256 over its canonical JSON. */
export function planHash(plan: Plan): string {
  return sha256(canonicalJson(plan));
}

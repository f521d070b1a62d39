import { describe, expect, it } from 'vitest';
import { modelPlanSchema, schemaFor } from '../../src/plan/schema.ts';
import { normalisePlan } from '../../src/planner/normalise.ts';

interface Node {
  readonly type?: unknown;
  readonly properties?: Record<string, Node>;
  readonly required?: readonly string[];
  readonly additionalProperties?: unknown;
  readonly items?: Node;
}

function walk(node: Node, visit: (node: Node) => void): void {
  visit(node);
  for (const member of Object.values(node.properties ?? {})) walk(member, visit);
  if (node.items) walk(node.items, visit);
}

describe('the schema a model is given', () => {
  it('is strict: every member required, nothing else allowed, one type each', () => {
    let objects = 0;
    walk(modelPlanSchema() as Node, (node) => {
      expect(typeof node.type).toBe('string');
      if (node.type !== 'object') return;
      objects++;
      expect(node.additionalProperties).toBe(false);
      expect(node.required).toEqual(Object.keys(node.properties ?? {}));
    });
    expect(objects).toBe(2);
  });

  it('is small', () => {
    expect(JSON.stringify(modelPlanSchema()).length).toBeLessThan(1100);
  });

  it('asks for nothing that becomes no plan', () => {
    const steps = [{ command: 'ls', why: 'lists', interactive: false, background: false }];
    const base = { seen: 'heron', goal: 'g', question: '', answer: '' };
    expect(normalisePlan({ ...base, steps }, 'x').ok).toBe(true);
    expect(normalisePlan({ ...base, steps: [], question: 'Which?' }, 'x').ok).toBe(true);
    expect(normalisePlan({ ...base, steps: [], answer: 'So.' }, 'x').ok).toBe(true);
    const members = (modelPlanSchema() as Node).properties ?? {};
    expect(Object.keys(members).sort()).toEqual([...Object.keys(base), 'steps'].sort());
    expect(Object.keys(members.steps?.items?.properties ?? {})).toEqual(Object.keys(steps[0]!));
  });
});

describe('published schemas', () => {
  it('describe a plan and only what has a name', () => {
    const plan = schemaFor('plan') as unknown as Node & { title: string };
    expect(plan.title).toBe('assent plan');
    expect(Object.keys(plan.properties ?? {})).toEqual(['version', 'goal', 'steps', 'question', 'answer']);
    expect(plan.required).toEqual(['version', 'goal', 'steps']);
    expect(schemaFor('nonsense')).toBeUndefined();
    expect(schemaFor('constructor')).toBeUndefined();
  });
});

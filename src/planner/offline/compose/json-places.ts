import { lemmas } from '../text/lemma.ts';
import { distance } from '../text/typos.ts';
import type { Term } from '../types.ts';
import { chineseColumn } from './column-chinese.ts';
import { isAbbreviated } from './key-words.ts';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export interface Place {
  /** jq steps: "probe", "[]" . */
  readonly steps: readonly string[];
  readonly key: string;
  readonly value: Json;
}

const MAX_PLACES = 400;

/** Every key of the document with its path; arrays count once. */
export function placesOf(value: Json, steps: readonly string[] = [], found: Place[] = []): Place[] {
  if (found.length > MAX_PLACES || steps.length > 8) return found;
  if (Array.isArray(value)) {
    if (value.length > 0) placesOf(value[0]!, [...steps, '[]'], found);
    return found;
  }
  if (value === null || typeof value !== 'object') return found;
  for (const [key, member] of Object.entries(value)) {
    found.push({ steps: [...steps, key], key, value: member });
    placesOf(member, [...steps, key], found);
  }
  return found;
}

/** `.probe.depth`, `.[].n`, `.["odd key"]`. */
export function jqPath(steps: readonly string[]): string {
  let text = '';
  for (const step of steps) {
    if (step === '[]') text += text === '' ? '.[]' : '[]';
    else if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(step)) text += `.${step}`;
    else text += text === '' ? `.[${JSON.stringify(step)}]` : `[${JSON.stringify(step)}]`;
  }
  return text === '' ? '.' : text;
}

const clean = (text: string) => text.toLowerCase().replace(/[\s_-]+/g, '');

/** Chinese words for keys that many documents have. */
const CHINESE: Readonly<Record<string, readonly string[]>> = {
  版本: ['version'],
  版本号: ['version'],
  名称: ['name'],
  名字: ['name'],
  姓名: ['name'],
  端口: ['port'],
  端口号: ['port'],
  作者: ['author'],
  依赖: ['dependencies'],
  脚本: ['scripts'],
  主机: ['host', 'hostname'],
  价格: ['price'],
  数量: ['count', 'quantity', 'qty'],
  用户: ['user', 'users'],
  邮箱: ['email'],
  标题: ['title'],
  地址: ['address', 'url'],
  年龄: ['age'],
  状态: ['status', 'state'],
  启用: ['enabled'],
  描述: ['description'],
  许可证: ['license'],
  城市: ['city'],
  标签: ['tags', 'tag'],
  日期: ['date'],
  大小: ['size'],
  服务: ['services', 'service'],
};

/** 名称: "name", where a Chinese word has such a key. */
export const inEnglish = (word: string): string => CHINESE[word]?.[0] ?? word;

export function names(term: Term, key: string): boolean {
  const word = (term.kind === 'quoted' || term.typo ? term.text : term.raw).replace(/\s+of$/i, '');
  if (CHINESE[word]?.includes(key.toLowerCase()) || chineseColumn(word, [clean(key)]) === 0) return true;
  const forms = lemmas(word.toLowerCase()).map(clean);
  const target = clean(key);
  return (
    forms.includes(target) ||
    isAbbreviated(target, forms) ||
    (target.length > 3 && (term.tags.has(target) || term.tags.has(`${target}s`))) ||
    (word.length >= 5 && term.tags.size === 0 && distance(forms[0]!, target, 1) <= 1) ||
    lemmas(key.toLowerCase())
      .map(clean)
      .some((form) => forms.includes(form))
  );
}

export function parse(text: string | undefined): Json | undefined {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    const first = text.split('\n')[0]!;
    try {
      return JSON.parse(first) as Json;
    } catch {
      return undefined;
    }
  }
}

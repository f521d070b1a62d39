import { speakerOf } from './catalogue.ts';
import { FACES } from './zh-faces.ts';
import { POLICY } from './zh-policy.ts';
import { TEXTS } from './zh-texts.ts';

/** Loaded only where Chinese is read. */
export const CHINESE = speakerOf({ ...TEXTS, ...POLICY }, FACES);

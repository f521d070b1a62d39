import { DATES } from './date-lines.ts';
import { fixedRule } from './fixed.ts';
import { MACHINE } from './machine-lines.ts';
import { SERVICES } from './service-lines.ts';
import { USERS } from './user-lines.ts';

export const systemRules = [...MACHINE, ...USERS, ...DATES, ...SERVICES].map(fixedRule);

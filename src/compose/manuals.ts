import { readManual } from '../machine/manual/manual.ts';

/** Manuals of this machine, read as files. */
export const openManuals = () => ({ read: readManual });

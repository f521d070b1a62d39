import type { FactDesk } from './facts.ts';
import type { Folders } from './places.ts';
import type { Setting } from './setting.ts';

export interface AppraisalContext {
  readonly setting: Setting;
  readonly desk: FactDesk;
  readonly folders: Folders;
  /** Name of the tool, for the words. */
  readonly program: string;
}

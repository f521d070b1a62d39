import type { Messages } from './messages.ts';
import type { Place } from './place.ts';
import type { Theme } from './theme.ts';

/** What every view is given besides its data. */
export interface View {
  readonly columns: number;
  readonly theme: Theme;
  readonly messages: Messages;
  readonly place: Place;
}

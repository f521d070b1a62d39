import type { SlashCommand } from '../../../ui/deps.ts';
import type { Session } from '../session.ts';
import { audit } from './audit.ts';
import { fix } from './fix.ts';
import { history } from './history.ts';
import { jobs } from './jobs.ts';
import { local } from './local.ts';
import { explain, mute, notices, recover } from './notices.ts';
import { policy } from './policy.ts';
import { reset } from './reset.ts';
import { state } from './state.ts';
import { undo } from './undo.ts';

/** What a slash starts in the session, in the order of `/help`. */
export const commandsOf = (session: Session): readonly SlashCommand[] =>
  [state, notices, explain, recover, mute, policy, history, audit, fix, undo, jobs, local, reset].map(
    (make) => make(session),
  );

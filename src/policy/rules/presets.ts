import { asked, type Finding } from '../finding.ts';
import type { Ruled } from './apply.ts';
import type { Preset } from './types.ts';

/** Programs that only ask the network about itself. */
const DIAGNOSTICS = new Set(['ping', 'dig', 'host', 'nslookup', 'whois', 'traceroute', 'tracepath', 'mtr']);

/**
 * `read-only` denies what would change anything or leave the machine; `ops` lets network diagnostics pass; `teach` asks
 * before everything, so that each step is explained; `standard` is as the rules say.
 */
export function byPreset(preset: Preset, ruled: Ruled, tainted: boolean): Ruled {
  switch (preset) {
    case 'read-only':
      return {
        commands: ruled.commands.map((command) => ({ ...command, findings: command.findings.map(readOnly) })),
        findings: ruled.findings.map(readOnly),
      };
    case 'ops':
      // A name that is looked up can carry what untrusted content wants to send.
      if (tainted) return ruled;
      return {
        ...ruled,
        commands: ruled.commands.map((command) =>
          command.program !== undefined && DIAGNOSTICS.has(command.program)
            ? { ...command, findings: command.findings.map(diagnosing) }
            : command,
        ),
      };
    case 'teach': {
      const notice = asked(
        { kind: 'exec', detail: 'explained first' },
        'teach',
        'every step is explained before it runs',
      );
      return { ...ruled, findings: [...ruled.findings, notice] };
    }
    default:
      return ruled;
  }
}

const readOnly = (finding: Finding): Finding =>
  finding.decision === 'ask' && finding.effect.kind !== 'read'
    ? {
        ...finding,
        decision: 'deny',
        rule: 'preset:read-only',
        reason: `${finding.reason}; the preset is read-only`,
      }
    : finding;

const diagnosing = (finding: Finding): Finding =>
  finding.decision === 'ask' && !finding.explicit && finding.effect.kind === 'network'
    ? { ...finding, decision: 'allow', rule: 'preset:ops', reason: 'network diagnostics' }
    : finding;

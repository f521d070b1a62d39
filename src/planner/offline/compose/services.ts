import { pathArg } from '../quote.ts';
import { bareName, besides } from './bare-name.ts';
import { changing } from './changing.ts';
import { reading } from './common.ts';
import { GREEDY, type Rule } from './processes.ts';

/** Services, packages, programs by name. */
export const named: Rule = (r) => {
  const manual = r.find('man-page');
  if (manual && !r.has('#path')) {
    r.mark(manual);
    const about =
      r.terms.find(
        (term) =>
          r.free(term) &&
          term.index > manual.index &&
          /^[a-z][\w.-]*$/.test(term.raw) &&
          !term.tags.has('p-of') &&
          !(term.tags.has('stop') && term.raw.length < 4),
      ) ?? r.at(manual.index - 1);
    if (!about || !/^[a-z][\w.-]*$/.test(about.raw)) return undefined;
    r.mark(about);
    r.may('show', 'p-of', 'command-noun', 'show-light', 'find');
    return reading('shell', `man ${about.raw}`, r.say('shows the manual', '显示手册'));
  }
  const owned = r.find('#path', (term) => term.text.startsWith('/') && !term.text.endsWith('/'));
  if (
    owned &&
    r.has('package') &&
    /\b(?:which|what)\b|哪个|什么/i.test(r.analysis.request) &&
    !r.has('install|delete|copy|move|version')
  ) {
    r.mark(owned);
    r.may(
      'package',
      'own',
      'member',
      'p-to',
      'p-of',
      'file',
      'command-noun',
      'ask',
      'show',
      'find',
      'item',
      'contains',
      'p-from',
    );
    return reading(
      'package',
      `dpkg -S ${pathArg(owned.text)}`,
      r.say('finds the package', '查找所属软件包'),
      0.05,
    );
  }
  if (r.has('#ext|#glob|commits|file|folder|branch')) return undefined;
  const why = r.say('asks about this one', '查询该项');
  if (
    r.has('service|restart|start|enable|disable|halt') &&
    r.has('service|restart|reload') &&
    !r.has('git|cron')
  ) {
    const verb =
      ['restart', 'reload', 'enable', 'disable'].find((tag) => r.has(tag)) ??
      (r.has('kill|halt') && /stop|停|halt|shut/.test(r.analysis.request)
        ? 'stop'
        : r.has('start')
          ? 'start'
          : undefined);
    const journal = r.has('journal|log');
    // "restart nginx and show its journal" is two requests.
    if (journal && verb) return undefined;
    const name = besides(r, 'service') ?? bareName(r);
    if (!name) return undefined;
    const text = pathArg(name.raw);
    const number = r.find('#num');
    r.mark(number);
    r.may(
      'service',
      'restart',
      'reload',
      'enable',
      'disable',
      'kill',
      'start',
      'halt',
      'status',
      'journal',
      'log',
      'sudo',
      'tail',
      'line',
      'message',
      GREEDY,
      'boot',
      'active',
      'newest',
      'within',
      ...(verb ? [] : ['p-of', 'state', 'format']),
    );
    if (journal)
      return reading(
        'journal',
        `journalctl -u ${text} -n ${number?.value ?? 50} --no-pager`,
        why,
        number ? 0 : 0.1,
      );
    if (verb)
      return changing(
        'service',
        'privilege',
        `sudo systemctl ${verb} ${text}`,
        r.say('acts on the service; needs root', '操作服务；需要 root'),
      );
    return reading('service', `systemctl status --no-pager ${text}`, why, 0.05);
  }
  if (r.has('package|install|uninstall|installed') && !r.has('#path|git')) {
    const name = bareName(r) ?? besides(r, 'installed|package|install');
    if (!name) return undefined;
    const text = pathArg(name.raw);
    const remove =
      r.has('uninstall') &&
      r.has('delete|uninstall') &&
      /uninstall|remove|卸载|删除/.test(r.analysis.request);
    const install =
      r.has('install') &&
      !r.has('installed|ask') &&
      /^(?:please )?(?:install|安装)|请安装|安装/i.test(r.analysis.request);
    const version = r.has('version');
    r.may(
      'package',
      'install',
      'uninstall',
      'installed',
      'delete',
      'version',
      'sudo',
      GREEDY,
      'p-with',
      'show-light',
      'validate',
      'p-named',
    );
    if (remove)
      return changing(
        'package',
        'privilege',
        `sudo apt-get remove ${text}`,
        r.say('removes the package; needs root', '卸载软件包；需要 root'),
      );
    if (install && !version)
      return changing(
        'package',
        'privilege',
        `sudo apt-get install ${text}`,
        r.say('installs the package; needs root', '安装软件包；需要 root'),
      );
    return reading('package', version ? `dpkg-query -W ${text}` : `dpkg -s ${text}`, why, 0.1);
  }
  const version = r.find('version');
  if (version && !r.has('#path|kernel|os|commits')) {
    const name = bareName(r) ?? r.find('git') ?? besides(r, 'version');
    if (!name || !/^[a-z][\w+-]*$/i.test(name.raw)) return undefined;
    r.mark(version, name);
    r.may(GREEDY, 'installed', 'p-of', 'version');
    return reading('shell', `${name.raw.toLowerCase()} --version`, why, 0.1);
  }
  const where = r.find(
    'command-noun|installed|ask|which-cmd|path|exist',
    (term) => term.tags.has('which-cmd') || term.tags.has('command-noun') || /where|哪/.test(term.raw),
  );
  if (
    where &&
    r.has('command-noun|which-cmd|path|installed') &&
    !r.has('#path|process|count|find-text|create|delete')
  ) {
    const name = bareName(r) ?? besides(r, 'command-noun');
    if (!name || !/^[a-z][\w+.-]*$/i.test(name.raw)) return undefined;
    r.mark(where);
    r.may(GREEDY, 'path', 'command-noun', 'which-cmd', 'installed', 'p-of', 'absolute', 'location', 'full');
    return reading('shell', `command -v ${name.raw}`, why, 0.1);
  }
  return undefined;
};

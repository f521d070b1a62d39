import { pathArg, quote } from '../quote.ts';
import type { Reading } from '../reading.ts';
import type { Proposal, Term } from '../types.ts';
import { changing } from './changing.ts';
import { reading } from './common.ts';
import { GREEDY, type Rule } from './processes.ts';
import { pathOf, takeDestination } from './targets.ts';

/** Ports, hosts and downloads. */
export const network: Rule = (r) => {
  const url = r.find('#url');
  if (url) return download(r, url);
  const number = r.find('#num');
  if (number && r.has('ports|listen') && !r.has('#path|kill|file|log|line|column')) {
    r.mark(number);
    r.may(
      'ports',
      'pid',
      'number-noun',
      'listen',
      'process',
      'used',
      'fills',
      'running',
      'network',
      'p-with',
      'connection',
      'service',
      'free',
      GREEDY,
      'own',
      'user',
    );
    return reading(
      'network',
      `ss -tulnp "sport = :${number.value}"`,
      r.say('shows who listens there', '显示谁在监听'),
      0,
    );
  }
  const host = r.find('#host|#ip', (term) => !term.entry);
  if (host && asksHeaders(r) && !r.has('#url') && !r.has('line|column|csv|count|email-noun')) {
    r.mark(host);
    r.may('header', 'head', 'request-noun', 'page', 'only', 'item', 'machine', 'p-of', 'p-from', GREEDY);
    r.mark(...r.terms.filter((term) => PROTOCOL.test(term.raw)));
    return reading('network', `curl -sI ${quote(host.text)}`, r.say('asks for the headers', '获取响应头'));
  }
  const file = r.find('#path', (term) => term.entry?.type === 'file' || /^\//.test(term.text));
  if (host && file && r.has('address|ip|hostname|name|resolve|find|show|ask')) {
    r.mark(host, file);
    r.may('address', 'ip', 'hostname', 'name', 'resolve', 'file', 'host', 'line', 'item', GREEDY, 'machine');
    if (!/hosts$/.test(pathOf(file))) return undefined;
    const text = JSON.stringify(host.text);
    if (host.kind === 'ip')
      return reading(
        'network',
        `awk '$1 == ${text} { for (i = 2; i <= NF; i++) print $i }' ${pathArg(pathOf(file))}`,
        r.say('looks the address up in the file', '在文件中查找地址'),
      );
    return reading(
      'network',
      `awk '!/^#/ { for (i = 2; i <= NF; i++) if ($i == ${text}) { print $1; next } }' ${pathArg(pathOf(file))}`,
      r.say('looks the name up in the file', '在文件中查找名称'),
    );
  }
  if (host && r.has('ping')) {
    const count = r.find('#num');
    r.mark(host, count);
    r.may('ping', 'frequency', 'times', GREEDY, 'network', 'machine');
    return reading(
      'network',
      `ping -c ${count?.value ?? 4} ${quote(host.text)}`,
      r.say('sends a few echo requests', '发送几个 ping 请求'),
      0,
    );
  }
  if (host && r.has('ip|address|resolve|dns') && !r.has('#path|append|log|count')) {
    r.mark(host);
    r.may('ip', 'address', 'resolve', 'dns', 'hostname', 'name', GREEDY, 'domain', 'host');
    return reading(
      'network',
      `getent hosts ${quote(host.text)}`,
      r.say('resolves the name', '解析域名'),
      0.05,
    );
  }
  if (host && r.has('ip|address|resolve|dns') && !file && !r.has('append|log|count|grep|line')) {
    r.mark(host);
    r.may('ip', 'address', 'resolve', 'dns', GREEDY);
    return reading(
      'network',
      `getent hosts ${quote(host.text)}`,
      r.say('resolves the name', '解析域名'),
      0.1,
    );
  }
  return undefined;
};

const PROTOCOL = /^(?:https?|response|website|site|web|server)$/i;

const asksHeaders = (r: Reading): boolean =>
  (r.has('header') && /\b(?:https?|response)\b|响应|\bheaders\b/i.test(r.analysis.request)) ||
  /响应头|(?:https?|HTTP)\s*头|头信息/.test(r.analysis.request);

function download(r: Reading, url: Term): Proposal | undefined {
  r.mark(url);
  const target = takeDestination(r) ?? r.terms.find((term) => r.free(term) && term.kind === 'path');
  r.mark(target);
  const headers = r.all('header').length > 0 || asksHeaders(r);
  if (headers) {
    r.may('head');
    r.mark(...r.terms.filter((term) => PROTOCOL.test(term.raw)));
  }
  const code = r.all('status-code').length > 0 || (r.has('status') && r.all('status').length > 0);
  r.may(
    'download',
    'show',
    'write',
    'file',
    'p-to',
    'p-as',
    'content',
    'screen',
    'it-ref',
    'page',
    'url-noun',
    'put',
    'show-light',
    'find',
    'ask',
    'only',
    'request-noun',
    'quiet',
    'text',
    'result',
    'p-from',
    'p-named',
    'item',
    'name',
    'json',
    'original',
    'message',
    'keep',
  );
  // "fetch … and print only the first line": what is printed is cut.
  const end = r.has('line') && !target ? r.find('head|tail') : undefined;
  const lines = end && (r.find('#num', (term) => Math.abs(term.index - end.index) <= 2) ?? 'one');
  if (end) {
    r.mark(end, lines === 'one' ? undefined : lines);
    r.may('line', 'only', 'show', 'p-and', 'p-of');
  }
  const cut =
    end && lines
      ? ` | ${end.tags.has('tail') ? 'tail' : 'head'} -n ${lines === 'one' ? (/lines/.test(r.analysis.request) ? 10 : 1) : lines.value}`
      : '';
  const text = quote(url.text);
  if (headers) return reading('network', `curl -sI ${text}`, r.say('asks for the headers', '获取响应头'));
  if (code)
    return reading(
      'network',
      `curl -s -o /dev/null -w '%{http_code}\\n' ${text}`,
      r.say('asks for the status code', '获取状态码'),
    );
  // Into a folder the file keeps its own name.
  const folder = target && r.world.lookup(pathOf(target))?.type === 'dir' ? pathOf(target) : undefined;
  if (folder !== undefined && target) {
    r.may('folder');
    const own = /\/([^/?#]+)$/.exec(url.text.replace(/^\w+:\/\/[^/]*/, ''))?.[1];
    if (own === undefined) return undefined;
    const clash = r.world.lookup(`${folder.replace(/\/+$/, '')}/${own}`) !== undefined;
    return changing(
      'network',
      clash ? 'destroy' : 'write',
      `curl -fsSL --output-dir ${pathArg(folder)} -O ${text}`,
      r.say('downloads into the folder', '下载到目录'),
    );
  }
  if (target)
    return changing(
      'network',
      r.world.lookup(pathOf(target)) ? 'destroy' : 'write',
      `curl -fsSL -o ${pathArg(target.kind === 'quoted' ? target.text : target.raw)} ${text}`,
      r.say('downloads to the file', '下载到文件'),
    );
  if (cut !== '')
    return reading(
      'network',
      `curl -fsSL ${text}${cut}`,
      r.say('fetches and prints a part', '获取并打印一部分'),
      0.02,
    );
  if (r.has('show|content|screen') || !/download|save|下载|保存/i.test(r.analysis.request))
    return reading('network', `curl -fsSL ${text}`, r.say('fetches and prints it', '获取并打印'), 0.02);
  return changing(
    'network',
    'write',
    `curl -fsSLO ${text}`,
    r.say('downloads under its own name', '以原名下载'),
    0.02,
  );
}

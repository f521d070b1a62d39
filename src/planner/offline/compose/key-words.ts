/** Short names that columns and keys are given, and what people call them. */
const ABBREVIATED: Readonly<Record<string, string>> = {
  addr: 'address',
  amt: 'amount',
  avg: 'average',
  cat: 'category',
  desc: 'description',
  dept: 'department',
  dob: 'birthday',
  dur: 'duration',
  env: 'environment',
  id: 'identifier',
  lang: 'language',
  loc: 'location',
  lvl: 'level',
  mem: 'memory',
  msg: 'message',
  no: 'number',
  num: 'number',
  org: 'organisation',
  pct: 'percentage',
  pos: 'position',
  proto: 'protocol',
  qty: 'quantity',
  src: 'source',
  dst: 'destination',
  svc: 'service',
  tel: 'phone',
  temp: 'temperature',
  ts: 'timestamp',
  ver: 'version',
  vol: 'volume',
  yr: 'year',
};

/** "message" names the key `msg`. Both in lower case, without blanks and dashes. */
export const isAbbreviated = (key: string, forms: readonly string[]): boolean => {
  const whole = Object.hasOwn(ABBREVIATED, key) ? ABBREVIATED[key] : undefined;
  return whole !== undefined && forms.includes(whole);
};

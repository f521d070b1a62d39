/** What comments of this text begin with: ";" where lines do and none begins with "#". */
export const commentSign = (text: string | undefined): '#' | ';' =>
  text !== undefined && /^\s*;/m.test(text) && !/^\s*#/m.test(text) ? ';' : '#';

import type { PlannerInfo } from '../session/events.ts';
import type { Answer } from './answer.ts';
import type { Endpoint } from './endpoint.ts';

/** What one plan cost, over all its requests. */
export class Tally {
  requests = 0;
  promptHash: string | undefined;
  private readonly endpoint: Endpoint;
  private promptTokens: number | undefined;
  private completionTokens: number | undefined;

  constructor(endpoint: Endpoint) {
    this.endpoint = endpoint;
  }

  count({ promptTokens, completionTokens }: Answer): void {
    if (promptTokens !== undefined) this.promptTokens = (this.promptTokens ?? 0) + promptTokens;
    if (completionTokens !== undefined)
      this.completionTokens = (this.completionTokens ?? 0) + completionTokens;
  }

  info(elapsedMs: number): PlannerInfo {
    const { promptTokens, completionTokens, promptHash } = this;
    return {
      kind: this.endpoint.kind,
      model: this.endpoint.model,
      ms: Math.round(elapsedMs),
      requests: this.requests,
      ...(promptTokens === undefined ? {} : { promptTokens }),
      ...(completionTokens === undefined ? {} : { completionTokens }),
      ...(promptHash === undefined ? {} : { promptHash }),
    };
  }
}

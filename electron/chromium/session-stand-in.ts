import { EventEmitter } from 'node:events';

interface PageRequest {
  readonly url: string;
  readonly method: string;
  readonly resourceType: string;
}

type BeforeRequest = (request: PageRequest, answer: (decision: { readonly cancel?: boolean }) => void) => void;

/** Permissions and devices are denied by the browser's own switches; what is decided here is which requests are answered, and by whom. */
class SessionStandIn extends EventEmitter {
  #beforeRequest: BeforeRequest = (_request, answer) => answer({ cancel: true });
  readonly #protocols = new Map<string, (request: Request) => Promise<Response> | Response>();
  readonly webRequest = { onBeforeRequest: (decide: BeforeRequest): void => void (this.#beforeRequest = decide) };
  readonly protocol = {
    handle: (scheme: string, handler: (request: Request) => Promise<Response> | Response): void => void this.#protocols.set(scheme, handler),
  };

  async answer(request: PageRequest): Promise<Response | null> {
    const decision = await new Promise<{ readonly cancel?: boolean }>((resolve) => this.#beforeRequest(request, resolve));
    const handler = this.#protocols.get(new URL(request.url).protocol.slice(0, -1));
    if (decision.cancel === true || handler === undefined) return null;
    return handler(new Request(request.url, { method: request.method }));
  }

  setPermissionRequestHandler(_handler: unknown): void {}
  setPermissionCheckHandler(_handler: unknown): void {}
  setDevicePermissionHandler(_handler: unknown): void {}
  setDisplayMediaRequestHandler(_handler: unknown): void {}
  setSpellCheckerEnabled(_enabled: boolean): void {}
}

const sessions = new Map<string, SessionStandIn>();

export const session = {
  fromPartition(partition: string): SessionStandIn {
    const known = sessions.get(partition);
    if (known !== undefined) return known;
    const made = new SessionStandIn();
    sessions.set(partition, made);
    return made;
  },
};

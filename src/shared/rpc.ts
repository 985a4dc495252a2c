// One remote procedure call for every wall: host ↔ engine and host ↔ page. Typed messages, each defined once.
import { Disposable, toDisposable, type Owned } from '../base/lifecycle';
import { messageOf } from '../base/result';

/** A transport that delivers structured-cloneable values in order. */
export interface Port {
  post(message: unknown, transfer: readonly ArrayBuffer[]): void;
  listen(receive: (message: unknown) => void): Owned;
}

export interface RequestType<Params, Answer> {
  readonly method: string;
  /** Carries the types; never present at run time. */
  readonly types?: { readonly params: Params; readonly answer: Answer };
}

export interface NoticeType<Payload> {
  readonly method: string;
  readonly types?: { readonly payload: Payload };
}

export function request<Params, Answer>(method: string): RequestType<Params, Answer> {
  return { method };
}

export function notice<Payload>(method: string): NoticeType<Payload> {
  return { method };
}

/** An answer that moves array buffers instead of copying them. */
export class Transferred<T> {
  readonly value: T;
  readonly buffers: readonly ArrayBuffer[];

  constructor(value: T, buffers: readonly ArrayBuffer[]) {
    this.value = value;
    this.buffers = buffers;
  }
}

/** Why a call did not succeed; `message` is fit to be logged. */
export class CallFailed extends Error {
  readonly reason: 'failed' | 'unknownMethod' | 'closed';

  constructor(reason: 'failed' | 'unknownMethod' | 'closed', message: string) {
    super(message);
    this.name = 'CallFailed';
    this.reason = reason;
  }
}

type Envelope =
  | { readonly t: 'call'; readonly id: number; readonly method: string; readonly body: unknown }
  | { readonly t: 'ok'; readonly id: number; readonly body: unknown }
  | {
      readonly t: 'failed';
      readonly id: number;
      readonly reason: 'failed' | 'unknownMethod';
      readonly message: string;
    }
  | { readonly t: 'notice'; readonly method: string; readonly body: unknown };

interface Waiting {
  resolve(value: unknown): void;
  reject(error: CallFailed): void;
}

type RequestHandler = (params: unknown) => unknown;
type NoticeHandler = (payload: unknown) => void;

/**
 * One end of a wall. Every call is answered `ok` or `failed`; closing the endpoint rejects what waits;
 * an unknown method is a failure, an unknown notice is ignored. Values that are not envelopes are dropped,
 * so a page cannot break the host by posting rubbish.
 */
export class RpcEndpoint extends Disposable {
  readonly #port: Port;
  readonly #onError: (error: unknown) => void;
  readonly #waiting = new Map<number, Waiting>();
  readonly #requestHandlers = new Map<string, RequestHandler>();
  readonly #noticeHandlers = new Map<string, NoticeHandler>();
  #nextId = 1;

  constructor(port: Port, onError: (error: unknown) => void) {
    super();
    this.#port = port;
    this.#onError = onError;
    this.own(port.listen((message) => this.#receive(message)));
    this.own(toDisposable(() => this.#rejectAll()));
  }

  call<Params, Answer>(
    type: RequestType<Params, Answer>,
    params: Params,
    transfer: readonly ArrayBuffer[] = [],
  ): Promise<Answer> {
    if (this.isDisposed) {
      return Promise.reject(new CallFailed('closed', `${type.method}: the connection is closed`));
    }
    const id = this.#nextId++;
    return new Promise<Answer>((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve, reject });
      try {
        this.#send({ t: 'call', id, method: type.method, body: params }, transfer);
      } catch (error) {
        this.#settle(id)?.reject(new CallFailed('failed', `${type.method}: ${messageOf(error)}`));
      }
    });
  }

  notify<Payload>(type: NoticeType<Payload>, payload: Payload): void {
    if (!this.isDisposed) this.#send({ t: 'notice', method: type.method, body: payload }, []);
  }

  answer<Params, Answer>(
    type: RequestType<Params, Answer>,
    handler: (
      params: Params,
    ) => Answer | Transferred<Answer> | Promise<Answer | Transferred<Answer>>,
  ): void {
    this.#requestHandlers.set(type.method, handler as RequestHandler);
  }

  on<Payload>(type: NoticeType<Payload>, handler: (payload: Payload) => void): void {
    this.#noticeHandlers.set(type.method, handler as NoticeHandler);
  }

  #send(envelope: Envelope, transfer: readonly ArrayBuffer[]): void {
    this.#port.post(envelope, transfer);
  }

  #receive(message: unknown): void {
    if (!isEnvelope(message)) return;
    switch (message.t) {
      case 'call':
        void this.#answerCall(message.id, message.method, message.body);
        return;
      case 'ok':
        this.#settle(message.id)?.resolve(message.body);
        return;
      case 'failed':
        this.#settle(message.id)?.reject(new CallFailed(message.reason, message.message));
        return;
      case 'notice':
        try {
          this.#noticeHandlers.get(message.method)?.(message.body);
        } catch (error) {
          this.#onError(error);
        }
    }
  }

  #settle(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    return waiting;
  }

  async #answerCall(id: number, method: string, body: unknown): Promise<void> {
    const handler = this.#requestHandlers.get(method);
    if (!handler) {
      const message = `unknown method ${method}`;
      this.#send({ t: 'failed', id, reason: 'unknownMethod', message }, []);
      return;
    }
    try {
      const answer = await handler(body);
      if (this.isDisposed) return;
      if (answer instanceof Transferred)
        this.#send({ t: 'ok', id, body: answer.value }, answer.buffers);
      else this.#send({ t: 'ok', id, body: answer }, []);
    } catch (error) {
      this.#onError(error);
      if (this.isDisposed) return;
      this.#send({ t: 'failed', id, reason: 'failed', message: messageOf(error) }, []);
    }
  }

  #rejectAll(): void {
    for (const waiting of this.#waiting.values()) {
      waiting.reject(new CallFailed('closed', 'the connection was closed before the answer came'));
    }
    this.#waiting.clear();
  }
}

function isEnvelope(message: unknown): message is Envelope {
  if (typeof message !== 'object' || message === null) return false;
  const fields = message as Readonly<Partial<Record<string, unknown>>>;
  const hasId = typeof fields['id'] === 'number';
  const hasMethod = typeof fields['method'] === 'string';
  switch (fields['t']) {
    case 'call':
      return hasId && hasMethod;
    case 'ok':
      return hasId;
    case 'failed':
      return hasId && isReason(fields['reason']) && typeof fields['message'] === 'string';
    case 'notice':
      return hasMethod;
    default:
      return false;
  }
}

function isReason(value: unknown): boolean {
  return value === 'failed' || value === 'unknownMethod';
}

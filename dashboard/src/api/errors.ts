/** An error that the reader is shown as a sentence. */

type Reported = { message: string; extensions?: { code?: string } };

export class RequestFailed extends Error {
  readonly code: string;

  constructor(message: string, code: string) {
    super(message);
    this.name = "RequestFailed";
    this.code = code;
  }

  static of(errors: Reported[]): RequestFailed {
    const messages = [...new Set(errors.map((each) => each.message))];
    return new RequestFailed(messages.join(" "), errors[0]?.extensions?.code ?? "INTERNAL");
  }
}

/** Whether the error may pass by itself: no connection, no free server, too many requests. */
export function isTemporary(error: Error): boolean {
  return error instanceof RequestFailed && ["UNREACHABLE", "UNAVAILABLE", "RATE_LIMITED"].includes(error.code);
}

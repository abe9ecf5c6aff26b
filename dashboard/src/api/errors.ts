/** An error that the reader is shown as a sentence. */

type Reported = { message: string; extensions?: { code?: string; inputPath?: string[] } };

export class RequestFailed extends Error {
  readonly code: string;
  /** The path of the wrong value in the arguments, where the server names one. */
  readonly inputPath: readonly string[];

  constructor(message: string, code: string, inputPath: readonly string[] = []) {
    super(message);
    this.name = "RequestFailed";
    this.code = code;
    this.inputPath = inputPath;
  }

  static of(errors: Reported[]): RequestFailed {
    const messages = [...new Set(errors.map((each) => each.message))];
    const { code = "INTERNAL", inputPath } = errors[0]?.extensions ?? {};
    return new RequestFailed(messages.join(" "), code, inputPath);
  }
}

/** Whether the error may pass by itself: no connection, no free server, too many requests. */
export function isTemporary(error: Error): boolean {
  return error instanceof RequestFailed && ["UNREACHABLE", "UNAVAILABLE", "RATE_LIMITED"].includes(error.code);
}

/** Whether the server refused an argument or input field of this name. */
export function isRefused(error: Error | null, field: string): boolean {
  return error instanceof RequestFailed && error.inputPath.at(-1) === field;
}

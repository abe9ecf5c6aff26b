import { type FormEvent, useEffect, useRef } from "react";
import { signIn } from "../session";
import { texts } from "../texts";

export function SignIn({ isRejected }: { isRejected: boolean }) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);

  function submit(event: FormEvent) {
    event.preventDefault();
    const token = field.current?.value.trim();
    if (token) signIn(token);
  }

  return (
    <main className="sign-in">
      <h1>{texts.signIn.title}</h1>
      {isRejected && (
        <p className="notice bad" role="alert">
          {texts.signIn.rejected}
        </p>
      )}
      <form onSubmit={submit}>
        <label htmlFor="token">{texts.signIn.label}</label>
        <div className="row">
          <input id="token" ref={field} type="password" autoComplete="off" required aria-describedby="token-hint" />
          <button type="submit" className="button primary">
            {texts.signIn.button}
          </button>
        </div>
        <p id="token-hint" className="quiet">
          {texts.signIn.hint}
        </p>
      </form>
      <h2>{texts.signIn.sources}</h2>
      <ul>
        <li>{texts.signIn.up}</li>
        <li>
          {texts.signIn.create}
          <pre>{texts.signIn.command}</pre>
          {texts.signIn.scopes}
        </li>
      </ul>
    </main>
  );
}

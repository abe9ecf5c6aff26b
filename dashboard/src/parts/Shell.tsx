import type { ReactNode } from "react";
import { useViewer, ViewerProvider } from "../api/viewer";
import { signOut } from "../session";
import { texts } from "../texts";
import { START, writeView } from "../view/view";

/** The frame of every view: header, content, and a link past the header for keyboards. */
export function Shell({ children }: { children: ReactNode }) {
  const skip = () => document.getElementById("content")?.focus();
  return (
    <>
      <button type="button" className="skip" onClick={skip}>
        {texts.skip}
      </button>
      <ViewerProvider>
        <Header />
        <main id="content" tabIndex={-1}>
          {children}
        </main>
      </ViewerProvider>
    </>
  );
}

function Header() {
  const viewer = useViewer();
  return (
    <header className="top">
      <a href={writeView(START)} className="brand">
        {texts.product}
      </a>
      <span className="quiet">{viewer.workspace}</span>
      <nav>
        <a href={writeView({ ...START, actions: true })}>{texts.actions.title}</a>
        <a href="/graphql">{texts.graphiql}</a>
        <button type="button" className="button plain" onClick={signOut}>
          {texts.signOut}
        </button>
      </nav>
    </header>
  );
}

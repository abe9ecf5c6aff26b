import { type ReactNode, Suspense } from "react";
import { changeView, useView } from "../view/useView";
import type { Section as Name } from "../view/view";
import { Loading } from "./states";

type Props = { name: Name; title: string; level?: "h2" | "h3"; children: ReactNode };

/** A part of the page whose code and data load once it is opened. The address keeps that it is open. */
export function Section({ name, title, level: Heading = "h2", children }: Props) {
  const { sections } = useView();
  const isOpen = sections.includes(name);

  function toggle(opened: boolean) {
    if (opened === isOpen) return;
    changeView({ sections: opened ? [...sections, name] : sections.filter((each) => each !== name) }, "replace");
  }

  return (
    <details open={isOpen} className="section" onToggle={(event) => toggle(event.currentTarget.open)}>
      <summary>
        <Heading>{title}</Heading>
      </summary>
      {isOpen && <Suspense fallback={<Loading />}>{children}</Suspense>}
    </details>
  );
}

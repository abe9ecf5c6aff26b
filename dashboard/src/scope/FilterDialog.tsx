import { type FormEvent, useState } from "react";
import { Choice } from "../parts/Choice";
import { Dialog } from "../parts/Dialog";
import { texts } from "../texts";
import { ADDED_KINDS, type AddedKind, COMBINATIONS, type Condition, EVERYONE, type People } from "../view/people";
import { changeView } from "../view/useView";
import { ConditionFields } from "./ConditionFields";

type Props = { people: People; series: string; onClose: () => void };

/** Builds a filter of people from conditions. */
export function FilterDialog({ people, series, onClose }: Props) {
  const [draft, setDraft] = useState(people);
  const { conditions } = draft;
  const set = (changed: Condition[]) => setDraft({ ...draft, conditions: changed });

  function finish(chosen: People) {
    changeView({ people: chosen });
    onClose();
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    finish(draft);
  }

  return (
    <Dialog title={texts.filter.title} onClose={onClose} isWide>
      <form onSubmit={submit} className="form">
        {conditions.length === 0 && <p className="quiet">{texts.filter.none}</p>}
        {conditions.length > 1 && (
          <div className="row">
            <Choice
              label={texts.filter.match}
              options={COMBINATIONS}
              names={texts.filter.matches}
              value={draft.match}
              onChange={(match) => setDraft({ ...draft, match })}
            />
          </div>
        )}
        {conditions.map((condition, index) => (
          <ConditionFields
            // biome-ignore lint/suspicious/noArrayIndexKey: a condition is its place in the form
            key={`${index} of ${conditions.length}`}
            value={condition}
            onChange={(changed) => set(conditions.with(index, changed))}
            onRemove={() => set(conditions.toSpliced(index, 1))}
          />
        ))}
        <AddCondition onAdd={(kind) => set([...conditions, newCondition(kind, series)])} />
        <div className="row">
          <button type="submit" className="button primary">
            {texts.filter.apply}
          </button>
          <button type="button" className="button" onClick={() => finish(EVERYONE)}>
            {texts.filter.clear}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function AddCondition({ onAdd }: { onAdd: (kind: AddedKind) => void }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a flex container everywhere
    <div className="row" role="group" aria-label={texts.filter.add}>
      <span className="quiet">{texts.filter.add}</span>
      {ADDED_KINDS.map((kind) => (
        <button key={kind} type="button" className="button" onClick={() => onAdd(kind)}>
          {texts.filter.kinds[kind]}
        </button>
      ))}
    </div>
  );
}

/** A condition to be filled in, on the series that is looked at. */
function newCondition(kind: AddedKind, series: string): Condition {
  switch (kind) {
    case "search":
      return { kind, not: false, text: "" };
    case "tag":
      return { kind, not: false, tag: "" };
    case "attribute":
      return { kind, not: false, name: "", operator: "EQ", value: "" };
    case "outcome":
      return { kind, not: false, series, outcome: "GOAL_HIT" };
    case "visit":
      return { kind, not: false, series, block: "", standing: "" };
  }
}

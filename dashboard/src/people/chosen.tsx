/** People chosen by check boxes. */

import { useMemo, useState } from "react";
import type { Column } from "../parts/VirtualTable";
import { texts } from "../texts";
import { nameOf } from "./PersonLink";

export type Selection = {
  ids: ReadonlySet<string>;
  toggle: (id: string) => void;
  clear: () => void;
};

type Person = Parameters<typeof nameOf>[0];

/** The selection in one list. Another list, which has another key, begins with an empty one. */
export function useSelection(list: string): Selection {
  const [chosen, setChosen] = useState<{ list: string; ids: ReadonlySet<string> }>({ list, ids: new Set() });
  const ids = useMemo(() => (chosen.list === list ? chosen.ids : new Set<string>()), [chosen, list]);
  return {
    ids,
    toggle: (id) => setChosen({ list, ids: toggled(ids, id) }),
    clear: () => setChosen({ list, ids: new Set() }),
  };
}

function toggled(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return next;
}

export function selectionColumn<Row>(selection: Selection, personOf: (row: Row) => Person): Column<Row> {
  return {
    name: "select",
    title: texts.people.select,
    cell: (row) => {
      const person = personOf(row);
      return (
        <input
          type="checkbox"
          aria-label={texts.people.selectOne(nameOf(person))}
          checked={selection.ids.has(person.id)}
          onChange={() => selection.toggle(person.id)}
        />
      );
    },
  };
}

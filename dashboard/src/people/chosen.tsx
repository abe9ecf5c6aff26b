/** People chosen by check boxes. */

import { useMemo, useState } from "react";
import type { Column } from "../parts/Table";
import { texts } from "../texts";
import { nameOf } from "./PersonLink";

export type Chosen = {
  ids: ReadonlySet<string>;
  toggle: (id: string) => void;
  clear: () => void;
};

type Person = Parameters<typeof nameOf>[0];

/** Those chosen in one list. Another list, which has another key, begins with no one. */
export function useChosen(list: string): Chosen {
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

export function chosenColumn<Row>(chosen: Chosen, personOf: (row: Row) => Person): Column<Row> {
  return {
    name: "select",
    title: texts.people.select,
    cell: (row) => {
      const person = personOf(row);
      return (
        <input
          type="checkbox"
          aria-label={texts.people.selectOne(nameOf(person))}
          checked={chosen.ids.has(person.id)}
          onChange={() => chosen.toggle(person.id)}
        />
      );
    },
  };
}

import { type FormEvent, useState } from "react";
import { graphql } from "react-relay";
import type { FilterDialogQuery } from "../__generated__/FilterDialogQuery.graphql";
import { useLive } from "../api/useLive";
import { Dialog } from "../parts/Dialog";
import { texts } from "../texts";
import { changeView } from "../view/useView";
import { EVERYONE, type People } from "../view/view";
import { Conditions } from "./Conditions";
import { TagChoice } from "./TagChoice";

const QUERY = graphql`
  query FilterDialogQuery {
    tags { id name people }
  }
`;

/** Builds a filter of people from a search, tags and attributes. */
export function FilterDialog({ people, onClose }: { people: People; onClose: () => void }) {
  const [draft, setDraft] = useState(people);
  const { data } = useLive<FilterDialogQuery>(QUERY, {});
  const known = data?.tags.map((tag) => tag.name) ?? [];
  const change = (part: Partial<People>) => setDraft({ ...draft, ...part });

  function finish(chosen: People) {
    changeView({ people: { ...chosen, attributes: chosen.attributes.filter((each) => each.name !== "") } });
    onClose();
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    finish(draft);
  }

  return (
    <Dialog title={texts.filter.title} onClose={onClose}>
      <form onSubmit={submit} className="form">
        <label className="field">
          {texts.filter.search}
          <input type="text" value={draft.search} onChange={(event) => change({ search: event.target.value })} />
        </label>
        <TagChoice label={texts.filter.tags} known={known} value={draft.tags} onChange={(tags) => change({ tags })} />
        <TagChoice
          label={texts.filter.withoutTags}
          known={known}
          value={draft.withoutTags}
          onChange={(withoutTags) => change({ withoutTags })}
        />
        <Conditions value={draft.attributes} onChange={(attributes) => change({ attributes })} />
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

import type { GraphQLTaggedNode, OperationType } from "relay-runtime";
import { scopeOf } from "../view/scope";
import { useView } from "../view/useView";
import { type Live, useLive } from "./useLive";

/** A query of a series in the scope of the view, sent again when the series may have changed. */
export function useInScope<Operation extends OperationType>(
  query: GraphQLTaggedNode,
  series: string,
  more: Omit<Operation["variables"], "key" | "scope">,
): Live<Operation["response"]> {
  const view = useView();
  const variables: Operation["variables"] = { key: series, scope: scopeOf(view), ...more };
  return useLive<Operation>(query, variables, view.asOf ? null : { series });
}

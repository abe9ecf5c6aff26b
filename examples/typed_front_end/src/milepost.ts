// A client of a few lines. The results and variables of a document are typed from the schema of the server.
import { initGraphQLTada, type ResultOf, type TadaDocumentNode } from "gql.tada";
import { print } from "graphql";
import type { introspection } from "./schema.d.ts";

export const graphql = initGraphQLTada<{
  introspection: introspection;
  scalars: { DateTime: string; TimeZone: string; JSON: unknown };
}>();

export type Milepost = { url: string; token: string };

export async function ask<Data, Variables>(
  { url, token }: Milepost,
  document: TadaDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<Data> {
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ query: print(document), variables }),
  });
  const { data, errors } = (await response.json()) as { data?: Data; errors?: { message: string }[] };
  if (errors?.length || !data) throw new Error(errors?.map(({ message }) => message).join("\n") ?? response.statusText);
  return data;
}

export type { ResultOf };

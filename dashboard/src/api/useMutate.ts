/** Mutations, with everything that can go wrong as sentences. */

import { useCallback, useState } from "react";
import { useRelayEnvironment } from "react-relay";
import { commitMutation, type GraphQLTaggedNode, type MutationParameters } from "relay-runtime";

type Refused = { readonly userErrors: ReadonlyArray<{ readonly message: string }> };

/** Returns a function that sends the mutation and resolves to its payload, or to null after an error. */
export function useMutate<Mutation extends MutationParameters, Payload extends Refused>(
  mutation: GraphQLTaggedNode,
  select: (data: Mutation["response"]) => Payload,
) {
  const environment = useRelayEnvironment();
  const [isRunning, setRunning] = useState(false);
  const [errors, setErrors] = useState<string[]>([]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `select` is the same function in every render
  const send = useCallback(
    async (variables: Mutation["variables"]): Promise<Payload | null> => {
      setRunning(true);
      setErrors([]);
      try {
        const payload = select(await committed<Mutation>(environment, mutation, variables));
        setErrors(payload.userErrors.map((each) => each.message));
        return payload.userErrors.length > 0 ? null : payload;
      } catch (error) {
        setErrors([(error as Error).message]);
        return null;
      } finally {
        setRunning(false);
      }
    },
    [environment, mutation],
  );
  return { send, isRunning, errors };
}

function committed<Mutation extends MutationParameters>(
  environment: ReturnType<typeof useRelayEnvironment>,
  mutation: GraphQLTaggedNode,
  variables: Mutation["variables"],
): Promise<Mutation["response"]> {
  return new Promise((resolve, reject) => {
    commitMutation<Mutation>(environment, { mutation, variables, onCompleted: resolve, onError: reject });
  });
}

/** A key by which the server recognizes a request that is sent again. `crypto.randomUUID` needs HTTPS. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return `dashboard ${[...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

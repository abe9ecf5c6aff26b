import { beforeEach, expect, test } from "vitest";
import { currentToken, rejectToken, signIn, signOut, takeToken } from "../src/session";

beforeEach(() => {
  sessionStorage.clear();
  history.replaceState(null, "", "/");
});

test("the token is moved out of the address", () => {
  history.replaceState(null, "", "/#token=mp_1");
  takeToken();
  expect(currentToken()).toBe("mp_1");
  expect(location.href).not.toContain("mp_1");
  expect(location.hash).toBe("");
});

test("a sign-in link can name a view", () => {
  history.replaceState(null, "", `/#token=mp_1&view=${encodeURIComponent("/series/s?figure=exited")}`);
  takeToken();
  expect(location.hash).toBe("#/series/s?figure=exited");
});

test("an address without a token leaves the session as it is", () => {
  signIn("mp_1");
  history.replaceState(null, "", "/#/series/s");
  takeToken();
  expect(currentToken()).toBe("mp_1");
  expect(location.hash).toBe("#/series/s");
});

test("signing out forgets the token and everything else of the tab", () => {
  signIn("mp_1");
  sessionStorage.setItem("graphiql:tabs", "queries");
  signOut();
  expect(sessionStorage.length).toBe(0);
});

test("a late rejection of an earlier token does not end the session", () => {
  signIn("mp_2");
  rejectToken("mp_1");
  expect(currentToken()).toBe("mp_2");
  rejectToken("mp_2");
  expect(currentToken()).toBeNull();
});

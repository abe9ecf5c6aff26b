// Runs the audit of GraphQL over HTTP and prints one line of JSON for each check.
// node audit.mjs PACKAGE URL TOKEN
const [directory, url, token] = process.argv.slice(2);
const { serverAudits } = await import(`${directory}/lib/audits/server.mjs`);
const fetchFn = (address, options = {}) =>
  fetch(address, { ...options, headers: { ...options.headers, authorization: `Bearer ${token}` } });

for (const check of serverAudits({ url, fetchFn })) {
  const { id, name, status, reason } = await check.fn();
  console.log(JSON.stringify({ id, name, status, reason }));
}

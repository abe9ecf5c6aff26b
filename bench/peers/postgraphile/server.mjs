// PostGraphile as it runs in production, over the schema that schema.sql makes: one process, nothing that it would
// watch, explain or serve beside the API.
import { createServer } from "node:http";
import { postgraphile } from "postgraphile";
import { makePgService } from "postgraphile/adaptors/pg";
import { grafserv } from "postgraphile/grafserv/node";
import { PostGraphileAmberPreset } from "postgraphile/presets/amber";

const { DATABASE_URL, CONNECTIONS, PORT } = process.env;

const peer = postgraphile({
  extends: [PostGraphileAmberPreset],
  pgServices: [
    makePgService({
      connectionString: DATABASE_URL,
      schemas: ["postgraphile"],
      poolConfig: { max: Number(CONNECTIONS), idleTimeoutMillis: 0 }, // it idles while the other side is timed
      pubsub: false,
    }),
  ],
  grafserv: { graphiql: false, watch: false },
});

const server = createServer();
await peer.createServ(grafserv).addTo(server);
server.listen(Number(PORT), "127.0.0.1");

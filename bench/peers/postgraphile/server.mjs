// PostGraphile in production mode, on the schema of schema.sql: one process, without watch mode, explain or GraphiQL.
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
      poolConfig: { max: Number(CONNECTIONS), idleTimeoutMillis: 0 }, // connections stay open while the other side is timed
      pubsub: false,
    }),
  ],
  grafserv: { graphiql: false, watch: false },
});

const server = createServer();
await peer.createServ(grafserv).addTo(server);
server.listen(Number(PORT), "127.0.0.1");

import pg from "pg";
import { startPostgres } from "../supervisor.ts";

// Run by the supervisor's tests: starts PostgreSQL, keeps a word in it, tells who it is, and stays until its input
// ends or the database does.
const server = await startPostgres(process.argv[2] ?? "");
const client = new pg.Client({
  host: server.host,
  user: "touchstone_super",
  password: server.credentials.superuser,
  database: "postgres",
});
client.on("error", () => {});
await client.connect();
await client.query("create table if not exists kept (word text)");
await client.query("insert into kept values ('试金石')");
process.stdout.write(`${JSON.stringify({ pid: server.pid, host: server.host })}\n`);
const inputEnded = new Promise<"input">((resolve) =>
  process.stdin.resume().on("end", () => resolve("input")),
);
if ((await Promise.race([inputEnded, server.ended])) === "input") {
  await client.end();
}
await server.stop();
process.exit(0);

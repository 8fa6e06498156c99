import { readFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";

/** The database of a data directory as nobody in the program opens it; an attacker on the machine could. */
export async function openAsSuperuser(directory: string): Promise<pg.Client> {
  const folder = path.join(directory, "postgres");
  const credentials = JSON.parse(readFileSync(path.join(folder, "credentials.json"), "utf8")) as {
    superuser: string;
  };
  const host = readFileSync(path.join(folder, "socket-folder"), "utf8").trim();
  const client = new pg.Client({
    host,
    port: 5432,
    database: "touchstone",
    user: "touchstone_super",
    password: credentials.superuser,
  });
  await client.connect();
  return client;
}

import pg from "pg";
import { type Credentials, roleNames } from "./credentials.ts";

/** The database that holds the system of record. */
export const databaseName = "touchstone";

/**
 * Makes the owner's and the application's role and the database, where they are missing. Neither role is a
 * superuser nor passes row-level security; the application owns nothing.
 */
export async function prepareRoles(
  server: { host: string; port: number },
  credentials: Credentials,
): Promise<void> {
  const superuser = new pg.Client({
    ...server,
    user: roleNames.superuser,
    password: credentials.superuser,
    database: "postgres",
  });
  await superuser.connect();
  try {
    for (const role of ["owner", "application"] as const) {
      const found = await superuser.query("select 1 from pg_roles where rolname = $1", [roleNames[role]]);
      if (found.rowCount !== 0) continue;
      const password = superuser.escapeLiteral(credentials[role]);
      await superuser.query(
        `create role ${roleNames[role]} login nosuperuser nobypassrls nocreatedb nocreaterole password ${password}`,
      );
    }
    const found = await superuser.query("select 1 from pg_database where datname = $1", [databaseName]);
    if (found.rowCount !== 0) return;
    await superuser.query(`create database ${databaseName} owner ${roleNames.owner} template template0`);
    await superuser.query(`revoke all on database ${databaseName} from public`);
    await superuser.query(`grant connect on database ${databaseName} to ${roleNames.application}`);
  } finally {
    await superuser.end();
  }
}

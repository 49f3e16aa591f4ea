import pg from 'pg'

/** Runs one statement as the user who may create and drop databases. */
export const admin = async (url: string, sql: string): Promise<void> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

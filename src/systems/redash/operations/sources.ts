import { z } from 'zod'
import { read } from '../../operation.ts'
import { DataSource } from '../shapes/index.ts'

/** Those of the user's groups. It is asked with the key that creates queries, because Redash asks what that one may do. */
export const dataSources = read('redash:sources:read', 'GET /data_sources', { output: z.array(DataSource) })

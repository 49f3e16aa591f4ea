import { read } from '../../operation.ts'
import { Alert } from '../shapes/index.ts'

/** A bare array of all, in one answer. */
export const alerts = read('redash:alert-list:read', 'GET /alerts', { each: { at: '', item: Alert } })
/** For everybody who sees the data source of its query, without the permission for the list. */
export const alert = read('redash:alerts:read', 'GET /alerts/{alertId}', { output: Alert })

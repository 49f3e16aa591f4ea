import { z } from 'zod'
import { read } from '../../operation.ts'
import { HealthCheck, SystemInfo } from '../shapes/server.ts'

export const systemStatus = read('rudder:system:read', 'GET /system/status', {
  output: z.object({ global: z.string() }),
})
export const systemInfo = read('rudder:system:read', 'GET /system/info', { output: SystemInfo })
/** A bare array; status is Critical, Warning or Ok. */
export const healthCheck = read('rudder:system:read', 'GET /system/healthcheck', { output: z.array(HealthCheck) })

import { read } from '../../operation.ts'
import { many, one, under } from '../shapes/container.ts'
import { Property } from '../shapes/property.ts'
import { Settings } from '../shapes/settings.ts'

/** All of them in one request; few are used, and none of those is secret. */
export const settings = read('rudder:settings:read', 'GET /settings', {
  output: under('settings', Settings),
  brief: true,
})

/** Global properties; their values may be secret and are hidden. */
export const properties = read('rudder:properties:read', 'GET /parameters', {
  sensitive: true,
  output: many('parameters', Property),
})
export const property = read('rudder:properties:read', 'GET /parameters/{propertyId}', {
  sensitive: true,
  output: one('parameters', Property),
})

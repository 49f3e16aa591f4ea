import { read, write } from '../operation.ts'
import { OwnToken, Parcel, Place, Status } from './shapes.ts'

export const status = read('depot:status:read', 'GET /status', { internal: 'handshake', output: Status })
export const ownToken = read('depot:token:read', 'GET /token', { internal: 'probe', output: OwnToken })
export const parcels = read('depot:parcels:read', 'GET /parcels', { each: { at: 'parcels', item: Parcel } })
export const parcel = read('depot:parcels:read', 'GET /parcels/{parcelId}', { output: Parcel })
export const moveParcel = write('depot:parcels:write', 'PATCH /parcels/{parcelId}', { body: Place, output: Parcel })

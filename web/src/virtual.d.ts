declare module 'virtual:atlas' {
  import type { GeometryCollection, Topology } from 'topojson-specification';
  export const shapes: Topology<{ countries: GeometryCollection<{ name: string }> }>;
  /** m49 number, longitude, latitude. */
  export const dots: readonly (readonly [string, number, number])[];
}

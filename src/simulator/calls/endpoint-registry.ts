import type { CreateEndpoint } from '../settings/endpoint-settings.js';

/** A device that is connected to an endpoint. */
export interface EndpointDeviceState {
  readonly id: string;
  /** Milliseconds of simulated time. */
  readonly connectedAt: number;
}

/** A WebRTC endpoint as the registry knows it. */
export interface KnownEndpoint {
  readonly id: string;
  readonly request: CreateEndpoint;
  /** Milliseconds of simulated time. */
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly device: EndpointDeviceState | undefined;
  /** True while its device sends audio, so that `Connect` can reach it. */
  readonly isEligible: boolean;
  /** Ends the endpoint: its device and its calls are disconnected. */
  end(): void;
}

/** The endpoints of a simulation by id, until they expire or are deleted. */
export class EndpointRegistry {
  readonly #endpoints = new Map<string, KnownEndpoint>();

  add(endpoint: KnownEndpoint): void {
    this.#endpoints.set(endpoint.id, endpoint);
  }

  get(id: string): KnownEndpoint | undefined {
    return this.#endpoints.get(id);
  }

  /** The endpoints in the order of their creation. */
  get all(): readonly KnownEndpoint[] {
    return [...this.#endpoints.values()];
  }

  remove(endpoint: KnownEndpoint): void {
    this.#endpoints.delete(endpoint.id);
  }
}

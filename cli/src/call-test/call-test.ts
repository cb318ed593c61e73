// The model of a call test: how the application is started, and what each person does and hears. `bxml call --save` fills it
// from a recorded call, `bxml check` from the shortest path to a problem; `writeCallTests` writes it as a file.
import type {
  AnswerOptions,
  CallChoice,
  Callee,
  CalleeBehavior,
  CreateCall,
  InboundCall,
  ReferOutcome,
  SimulatedEventType,
  SimulatorOptions,
} from 'bxml-jsx/testing';
import type { EnvironmentVariable } from './source-text.js';

/** The values of a type, each of which may be read from an environment variable, such as a password. */
type OrVariable<T> = T extends string
  ? T | EnvironmentVariable
  : T extends object
    ? { readonly [K in keyof T]: OrVariable<T[K]> }
    : T;

/** How a test starts the application. */
export type TestedApplication =
  /** A running server. The test needs it too. */
  | {
      readonly kind: 'url';
      /** The base URL, without a path. */
      readonly origin: string;
    }
  /** A module that the test imports. */
  | {
      readonly kind: 'module';
      /** The absolute path of the module. */
      readonly file: string;
      /** The name of the export; `default` for the default export. */
      readonly exportName: string;
      /**
       * `factory`: the export is a function that creates the application. `koa`: it is Koa middleware. Default: it is the
       * application.
       */
      readonly is?: 'factory' | 'koa' | undefined;
    };

/** How a call begins: a caller calls the application, or the application calls a phone. */
export type CallStart =
  | { readonly kind: 'inbound'; readonly call: OrVariable<InboundCall> }
  | { readonly kind: 'outbound'; readonly request: OrVariable<CreateCall>; readonly callee?: Callee };

/** The caller of an inbound call, or the called party of an outbound one; see {@link CallTestStep}. */
export const CALLER = 'caller';

/** A step of one party. */
interface OfParty {
  /**
   * The party: {@link CALLER}; the name of another call that an earlier `begins` has started; or the number or SIP URI of a
   * called party that an earlier `transferredTo` or `forwardedTo` of the same test has named. @default CALLER
   */
  readonly party?: string;
}

/** A step of one call. */
interface OfCall {
  /** The call: {@link CALLER}, or the name of another call that an earlier `begins` has started. @default CALLER */
  readonly of?: string;
}

/** A step that a called party comes from. */
interface NamesParty {
  /** The name of the party in later steps. @default its number or SIP URI */
  readonly as?: string;
}

/**
 * A step of a call test, written as the method with the name `kind` of the party. Every string is escaped; a regular
 * expression is written as it is.
 */
export type CallTestStep = {
  /** A comment in the line before. */
  readonly comment?: string;
} & (
  | ({
      readonly kind: 'hears' | 'hearsNext' | 'beginsToHear' | 'neverHears';
      readonly words: string | RegExp;
    } & OfParty)
  /** `now`: even if nothing listens. */
  | ({ readonly kind: 'press'; readonly keys: string; readonly now?: boolean } & OfParty)
  | ({ readonly kind: 'says'; readonly words: string; readonly now?: boolean } & OfParty)
  | ({ readonly kind: 'speaksFor'; readonly seconds: number; readonly now?: boolean } & OfParty)
  | ({ readonly kind: 'waits'; readonly seconds: number } & OfParty)
  | ({ readonly kind: 'hangUp' } & OfParty)
  /** Without a `cause`, any cause. */
  | ({ readonly kind: 'ends'; readonly cause?: string } & OfParty)
  /** A phone rings and does this. Its party is declared if a later step needs it. */
  | ({
      readonly kind: 'transferredTo' | 'forwardedTo';
      readonly to: string;
      readonly behavior?: CalleeBehavior;
    } & OfCall &
      NamesParty)
  /** A phone is called by the application, over the REST API. A later step decides what it does. */
  | ({ readonly kind: 'rings'; readonly to: string } & NamesParty)
  | ({ readonly kind: 'answers'; readonly options: AnswerOptions } & OfParty)
  | ({ readonly kind: 'isBusy' | 'rejects' } & OfParty)
  | ({ readonly kind: 'referredTo'; readonly to: string; readonly outcome?: ReferOutcome } & OfCall)
  /** Another call begins, on the same platform. */
  | { readonly kind: 'begins'; readonly party: string; readonly start: CallStart }
  /** Lets time pass until the call leaves a choice that it has not left before. */
  | {
      readonly kind: 'nextChoice';
      readonly within?: number;
      /** The kind of the choice, which the test asserts. Default: any */
      readonly is?: CallChoice['kind'];
      /** True if the caller hangs up there, unless the call is over. The test does not depend on what follows. */
      readonly leaves?: boolean;
    }
  | {
      readonly kind: 'receives';
      readonly eventType: SimulatedEventType;
      readonly fields?: Readonly<Record<string, unknown>>;
    }
  /** Steps that happen at the same time, such as phones that ring at once. */
  | { readonly kind: 'together'; readonly steps: readonly CallTestStep[] }
);

/** How a test serves the REST API. The application finds it in the environment, as with `bxml call --api`. */
export interface TestedApi {
  readonly port: number;
  readonly username: string;
  readonly accountId: string;
  readonly applicationId: string;
}

/** A call test: a call with its steps, and further calls that some of its steps begin. */
export interface CallTest {
  /** The name of the test. */
  readonly name: string;
  /** A comment above the test: one sentence or more. */
  readonly comment?: string;
  /** The options of `simulate`, such as `allow`. Functions cannot be written. */
  readonly options?: OrVariable<
    Omit<SimulatorOptions, 'speech' | 'audio' | 'latency' | 'drain' | 'onBehavior' | 'verbs'>
  >;
  /** The REST API to serve, for an application that places calls or changes them. Default: none */
  readonly api?: TestedApi;
  readonly start: CallStart;
  readonly steps: readonly CallTestStep[];
}

import { Icon } from './icons.js';

export interface Notice {
  readonly message: string;
  readonly kind: 'error' | 'done';
}

export interface NoticesProps {
  readonly notice: Notice | undefined;
  readonly onDismiss: () => void;
}

/** The last message, over the page, so that nothing moves. Errors stay until they are dismissed or replaced. */
export function Notices({ notice, onDismiss }: NoticesProps) {
  return (
    <div class="notices" role="alert">
      {notice !== undefined && (
        <div class="notice" data-kind={notice.kind}>
          <Icon name={notice.kind === 'error' ? 'error' : 'check'} />
          <p>{notice.message}</p>
          <button type="button" class="quiet" aria-label="Dismiss" onClick={onDismiss}>
            <Icon name="close" />
          </button>
        </div>
      )}
    </div>
  );
}

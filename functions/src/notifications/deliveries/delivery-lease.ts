import type { DocumentReference } from 'firebase-admin/firestore';
import type { NotificationDelivery } from '../../contracts/notification-delivery.ts';

/** A worker's right to one attempt: good only while the delivery names this owner and attempt. */
export interface DeliveryLease {
  readonly reference: DocumentReference<NotificationDelivery>;
  readonly owner: string;
  /** Counted up by each claim, so that one worker that claims twice does not take its earlier self for itself. */
  readonly attempt: number;
}

/** Whether the delivery still belongs to this lease. An expired lease that nobody took over is still good. */
export const holdsDelivery = (delivery: NotificationDelivery, { owner, attempt }: DeliveryLease): boolean =>
  delivery.state === 'sending' && delivery.leaseOwner === owner && delivery.attempt === attempt;

/** Whether nothing more becomes of a delivery by itself. */
export const isOver = ({ state }: NotificationDelivery): boolean =>
  state === 'delivered' || state === 'failed' || state === 'withheld';

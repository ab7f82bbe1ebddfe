import { describe, expect, it } from 'vitest';
import { notificationOf, resolvedAlert, toldAlert } from '../../../test/support/deliveries.ts';
import type { Notification } from '../../contracts/notification-delivery.ts';
import { composeDigest } from './compose-digest.ts';
import { pendingDelivery } from './pending-delivery.ts';

const now = new Date('2026-11-21T12:00:00Z');
const own = notificationOf({
  kind: 'digest',
  status: 'resolved',
  groupKey: 'dlv_digest',
  alerts: [],
  groupLabels: {},
});

const folded = (notification: Notification, seconds = 0, groupId = 'grp_disk') =>
  pendingDelivery({
    deliveryId: 'dlv_1',
    channelId: 'chn_1',
    channelType: 'slack',
    channelName: 'on call',
    groupId,
    notification,
    requestedBy: 'system:flushNotificationGroup',
    now: new Date(now.getTime() + seconds * 1_000),
  });

const numbered = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    toldAlert({ alertId: `alr_${String(index).padStart(4, '0')}` }),
  );

describe('a digest', () => {
  it('lists each alert once, as the latest message has it, whatever their order', () => {
    const messages = [folded(notificationOf({ alerts: [resolvedAlert()] }), 60), folded(notificationOf(), 0)];
    const { notification } = composeDigest(own, messages, 2);
    expect(notification).toEqual({ ...own, status: 'resolved', alerts: [resolvedAlert()], messages: 2 });
  });

  it('lists what fires before what is over, and the most severe and the longest first', () => {
    const alerts = [
      resolvedAlert({ alertId: 'alr_over' }),
      toldAlert({ alertId: 'alr_info', severity: 'info' }),
      toldAlert({ alertId: 'alr_new', startedAt: new Date('2026-11-21T11:59:00Z') }),
      toldAlert({ alertId: 'alr_old', startedAt: new Date('2026-11-21T10:00:00Z') }),
      toldAlert({ alertId: 'alr_error', severity: 'error' }),
    ];
    const { notification } = composeDigest(
      own,
      alerts.map((alert) => folded(notificationOf({ alerts: [alert] }))),
      5,
    );
    expect(notification.alerts.map(({ alertId }) => alertId)).toEqual([
      'alr_old',
      'alr_new',
      'alr_error',
      'alr_info',
      'alr_over',
    ]);
    expect(notification.status).toBe('firing');
  });

  it('counts what it cannot list: beyond a hundred, unlisted by its messages, and unread', () => {
    const [first, second] = [numbered(100), numbered(130).slice(100)];
    const messages = [
      folded(notificationOf({ alerts: first, truncatedAlerts: 7 })),
      folded(notificationOf({ alerts: second }), 1, 'grp_cpu'),
    ];
    const { notification, groupIds } = composeDigest(own, messages, 5);
    expect(notification.alerts).toHaveLength(100);
    expect(notification).toMatchObject({ truncatedAlerts: 30 + 7 + 3, messages: 5, status: 'firing' });
    expect(groupIds).toEqual(['grp_disk', 'grp_cpu']);
  });
});

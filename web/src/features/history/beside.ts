import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { answered, api } from "../../api/client";

/** What other systems keep beside an interaction, and the payments that were asked for. */

/** More of one kind beside one interaction are not shown; how many there are is said. */
const MOST = 100;

export function qualificationsAsked(interactionId: string) {
  return queryOptions({
    queryKey: ["beside", interactionId, "qualifications"],
    queryFn: async ({ signal }) => {
      const params = { path: { interactionId }, query: { limit: MOST } };
      return answered(api.GET("/api/interactions/{interactionId}/qualifications", { params, signal }));
    },
  });
}

export function surveyAnswersAsked(interactionId: string) {
  return queryOptions({
    queryKey: ["beside", interactionId, "surveyAnswers"],
    queryFn: async ({ signal }) => {
      const params = { path: { interactionId }, query: { limit: MOST } };
      return answered(api.GET("/api/interactions/{interactionId}/survey-answers", { params, signal }));
    },
  });
}

export function invoicesAsked(interactionId: string) {
  return queryOptions({
    queryKey: ["beside", interactionId, "invoices"],
    queryFn: async ({ signal }) => {
      const params = { path: { interactionId }, query: { limit: MOST } };
      return answered(api.GET("/api/interactions/{interactionId}/invoices", { params, signal }));
    },
  });
}

export function paymentRequestsAsked(interactionId: string) {
  return queryOptions({
    queryKey: ["beside", interactionId, "paymentRequests"],
    queryFn: async ({ signal }) => {
      const params = { path: { interactionId }, query: { limit: MOST } };
      return answered(api.GET("/api/interactions/{interactionId}/payment-requests", { params, signal }));
    },
  });
}

export interface Payment {
  readonly amount: string;
  readonly currency: string;
  readonly reason?: string;
}

/** Asks for a payment; pressed again after a lost answer, it is the same one. */
export function usePaymentRequest(interactionId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ payment, onceKey }: { payment: Payment; onceKey: string }) => {
      const params = { path: { interactionId } };
      const once = { headers: { "Idempotency-Key": onceKey } };
      const path = "/api/interactions/{interactionId}/payment-requests";
      return answered(api.POST(path, { params, body: payment, ...once }));
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ["beside", interactionId] }),
  });
}

from django.urls import path

from integrations.webhooks import views

urlpatterns = [
    path("<slug:code>/", views.hand_in, name="hand_in"),
    path("<slug:code>/kvitton/", views.receipts, name="handed_in_receipts"),
    path("<slug:code>/kvitton/<int:number>/", views.receipt, name="handed_in_receipt"),
]

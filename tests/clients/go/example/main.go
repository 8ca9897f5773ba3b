// What does it cost to cancel? ./generate && go run ./example
package main

import (
	"context"
	"fmt"
	"log"
	"os"
	"time"

	pb "clausula.example/client/gen/clausula/v1"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/protobuf/types/known/timestamppb"
)

func main() {
	address := "127.0.0.1:50051"
	if given := os.Getenv("CLAUSULA_ADDRESS"); given != "" {
		address = given
	}
	connection, err := grpc.NewClient(address, grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		log.Fatal(err)
	}
	defer connection.Close()
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()

	response, err := pb.NewEvaluatorServiceClient(connection).Evaluate(ctx, &pb.EvaluateRequest{
		PolicyId: "multidonnas",
		Agreement: &pb.Agreement{
			CustomerType: pb.CustomerType_CUSTOMER_TYPE_CONSUMER,
			ProductType:  pb.ProductType_PRODUCT_TYPE_EVENT,
			Price:        &pb.Money{CurrencyCode: "EUR", MinorUnits: 125000},
			ConcludedAt:  at("2026-06-01T12:00:00+02:00"),
			StartsAt:     at("2026-09-14T10:00:00+02:00"),
		},
		Event: &pb.EvaluateRequest_Cancellation{
			Cancellation: &pb.Cancellation{ReceivedAt: at("2026-07-31T17:31:00+02:00")},
		},
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%.2f EUR\n", float64(response.Decision.Settlement.Charged.MinorUnits)/100)
	for _, step := range response.Decision.Explanation {
		fmt.Printf("%-5s %s\n", step.Article, step.Calculation)
	}
}

func at(text string) *timestamppb.Timestamp {
	instant, err := time.Parse(time.RFC3339, text)
	if err != nil {
		log.Fatal(err)
	}
	return timestamppb.New(instant)
}

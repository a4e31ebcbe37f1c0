"""What is done for people: visits, assistance, honours, health, activities and publicity."""

print("minutier")
